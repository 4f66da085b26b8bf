/**
 * The first stage: from the reader's text to the characters that the vocabulary is written in.
 * What Hugging Face's `BertNormalizer` does, with a way back: every UTF-16 unit of the result knows where it came from.
 */
import { chinese, nonspacingMarks, other, unclassified, whitespace } from './characters.ts';

/** Which steps a model's tokenizer.json asks for. */
export interface NormalizationSteps {
  readonly cleanText: boolean;
  readonly handleChineseChars: boolean;
  readonly stripAccents: boolean;
  readonly lowercase: boolean;
}

export interface NormalizedText {
  readonly text: string;
  /** [text.length] first UTF-16 unit, in the original, of the character behind each unit of `text`. */
  readonly starts: readonly number[];
  /** [text.length] one past its last UTF-16 unit. */
  readonly ends: readonly number[];
}

/** `offset`: where the text starts in the original, for a stretch of a longer one. */
export type Normalize = (text: string, offset?: number) => NormalizedText;

type Step = (characters: string) => string;

/**
 * normalize(text) = join of lowercase(stripAccents(spaceChinese(clean(c)))) over the characters c of text.
 *
 * By character, not by string: no final sigma, no joining across a dropped character. Halves of surrogate pairs are
 * dropped like U+FFFD. Never throws.
 *
 * NFD's reordering of marks is left out. It matters only where a spacing mark with a combining class (a musical stem, an
 * Indic virama) meets another mark: the reference then numbers the reordered marks by their place, here each keeps its
 * own. No word of the vocabulary has such a mark, so the token is [UNK] and only its offsets can differ.
 */
export function createNormalizer(steps: NormalizationSteps): Normalize {
  const chosen = [
    steps.cleanText && clean,
    steps.handleChineseChars && spaceChinese,
    steps.stripAccents && stripAccents,
    steps.lowercase && lowercase,
  ].filter((step): step is Step => step !== false);
  const normalizeCharacter: Step = (character) => chosen.reduce((characters, step) => step(characters), character);
  return (text, offset = 0) => mapCharacters(text, offset, normalizeCharacter);
}

function mapCharacters(text: string, offset: number, normalizeCharacter: Step): NormalizedText {
  const seen = new Map<string, string>();
  const starts: number[] = [];
  const ends: number[] = [];
  const normalized: string[] = [];
  let start = offset;
  for (const character of text) {
    let characters = seen.get(character);
    if (characters === undefined) {
      characters = normalizeCharacter(character);
      seen.set(character, characters);
    }
    const end = start + character.length;
    for (let unit = 0; unit < characters.length; unit++) {
      starts.push(start);
      ends.push(end);
    }
    normalized.push(characters);
    start = end;
  }
  return { text: normalized.join(''), starts, ends };
}

/** Drops U+0000, U+FFFD and category C; any whitespace becomes a space. */
function clean(character: string): string {
  if (character === '\t' || character === '\n' || character === '\r') return ' ';
  if (character === '\ufffd' || other.test(character)) return '';
  return whitespace.test(character) ? ' ' : character;
}

function spaceChinese(characters: string): string {
  return chinese.test(characters) ? ` ${characters} ` : characters;
}

/** NFD, then without Mn: é -> e, 한 -> three letters, が -> か. */
function stripAccents(characters: string): string {
  if (unclassified.test(characters)) return characters;
  return characters.normalize('NFD').replace(nonspacingMarks, '');
}

function lowercase(characters: string): string {
  return Array.from(characters, (character) => character.toLowerCase()).join('');
}
