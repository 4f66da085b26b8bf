import { z } from 'zod';
import { type ErrorCode, errorCodes } from './error-codes.ts';
import { errorTypes } from './errors.ts';

const codes = Object.keys(errorCodes) as ErrorCode[];

/** The one shape of errors, at every status: OpenAI's, so that its clients can read it. */
export const errorResponse = z
  .object({
    error: z
      .object({
        message: z.string().meta({
          description: 'What was expected, what was found, what to do.',
          examples: ['layers[1]: expected 0 to 11, found 12.'],
        }),
        type: z.enum(errorTypes).meta({
          description: '`rate_limit_error` with status 429, `server_error` from 500 on.',
          examples: ['invalid_request_error'],
        }),
        param: z
          .string()
          .nullable()
          .meta({
            description: 'Path of the field at fault; null where it is none.',
            examples: ['layers[1]'],
          }),
        code: z.enum(codes).meta({ description: 'Stable, for programs.', examples: ['out_of_range'] }),
      })
      .meta({ description: 'What went wrong.' }),
  })
  .meta({ id: 'ErrorResponse', description: 'Every answer that is not a success.' });
