import { keepLatest } from '../ui/keep-latest.ts';

/** The answer to a question that was asked before, or what asking gives. The `most` latest answers are kept. */
export async function askOnce<Answer>(
  answers: Map<string, Answer>,
  most: number,
  question: unknown,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const key = JSON.stringify(question);
  const answer = answers.get(key) ?? (await ask());
  keepLatest(answers, key, answer, most);
  return answer;
}
