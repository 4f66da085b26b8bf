/**
 * The version of the contract and of the code behind it. Raise it with every change of what an answer says or how it is
 * written: it is part of the ETag, so clients that kept an answer ask for a new one.
 */
export const apiVersion = '1.7.0';
