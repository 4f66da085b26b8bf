/** What our types mention of transformers.js's tokenizer, which is the class itself. */
export interface BertTokenizer {
  readonly mask_token_id: number;
  readonly model: { readonly vocab: string[]; readonly tokens_to_ids: Map<string, number> };
  decode(ids: number[], options?: { skip_special_tokens?: boolean }): string;
}
