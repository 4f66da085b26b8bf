/**
 * The version of the contract and of the code behind it. Raise it with every change of what an answer says or how it is
 * written: clients that kept an answer learn by it that theirs is an old one.
 */
export const apiVersion = '1.2.0';
