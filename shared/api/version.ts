import project from '../../package.json' with { type: 'json' };

/**
 * The version of the contract and of the code behind it, which is the project's. Raise it with every change of what an
 * answer says or how it is written: it is part of the ETag, so clients that kept an answer ask for a new one.
 */
export const apiVersion: string = project.version;
