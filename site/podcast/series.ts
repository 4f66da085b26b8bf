/** The podcast as directories list it. */
export const series = {
  title: "Understanding BERT's Attention Mechanism",
  description:
    'How BERT reads a sentence, step by step and by ear: numbers from the model itself or from published studies, and the usual errors put right. Read by synthetic voices (Kokoro-82M, Apache-2.0).',
  language: 'en-gb',
  category: 'Education',
};
