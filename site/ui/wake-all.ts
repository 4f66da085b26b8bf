/** The event with which all parts of a page wake that wait until they come into view. */
export const allShown = 'all-shown';
