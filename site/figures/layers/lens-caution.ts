/** Shown with every word that the masked-LM head predicts from a layer before the last. */
export const lensCaution =
  'This head was trained for the last layer only. It tells what of a word is in a vector before that, not what the model will say: a map fitted to foresee the last layer reads otherwise, the “it” of the first sentence as “it” in every layer.';
