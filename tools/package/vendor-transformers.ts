// What the engine uses of transformers.js.
export { BertModel, BertTokenizer, mean_pooling, Tensor } from '@xenova/transformers';
