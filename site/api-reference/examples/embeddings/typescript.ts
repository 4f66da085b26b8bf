import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'http://localhost:8787/v1', apiKey: 'none' });
const { data } = await client.embeddings.create({ model: 'all-MiniLM-L6-v2', input: ['A cat sat.', 'A dog ran.'] });
const [cat, dog] = data.map(({ embedding }) => embedding);
console.log(
  cat.length,
  cat.reduce((sum, number, index) => sum + number * dog[index], 0),
); // 384, the cosine
