import { z } from '../stored/schema.ts';

const id = z.string().min(1).max(200);
/** Whether the step comes a second time, because it was missed in this session. */
const again = z.boolean().optional();

export const stepSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('card'), id, again }),
  z.strictObject({ kind: z.literal('question'), id, again }),
  z.strictObject({ kind: z.literal('chapter'), id }),
  z.strictObject({ kind: z.literal('note'), id }),
  /** A question about the reader's sentence, of the first of these kinds that the sentence allows. */
  z.strictObject({ kind: z.literal('sentence'), kinds: z.array(id), seed: z.int().min(0) }),
]);

/** One step of a session: one thing to answer or to read. */
export type Step = z.infer<typeof stepSchema>;
