/** For whom a chapter begins in words of their own. The text that follows is the same for all. */
export const readerLevels = ['school', 'student', 'engineer'] as const;

/** Whose opening is the text's own first lines. */
export const usualReaderLevel: (typeof readerLevels)[number] = 'student';
