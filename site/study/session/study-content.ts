import type { ShownCard } from '../cards/shown-card.ts';
import type { Pair } from '../learner/confusions.ts';
import type { LearnerItem } from '../learner/items.ts';
import type { KnownHead } from '../practice/known-heads.ts';
import type { QuizItem } from '../quiz/quiz-item.ts';

/** A chapter as a session offers it. */
export interface ChapterSection {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** What the reader can say at its end. */
  readonly say: readonly string[];
  readonly minutes: number;
  /** Whether it belongs to the short way. */
  readonly isShort: boolean;
  /** Ids of the cards that it answers, those between its sections first. */
  readonly cards: readonly string[];
}

/** A study note, which a session shows whole. */
export interface NoteSection {
  /** `note-3`. */
  readonly id: string;
  /** Id of the concept, which is also that of its chapter. */
  readonly concept: string;
  readonly statement: string;
  /** What to say instead; absent where the statement holds. */
  readonly corrected?: string | undefined;
  readonly text: string;
  readonly caution?: string | undefined;
}

/** Everything that a session may ask or show. */
export interface StudyContent {
  /** In the order of the essay. */
  readonly chapters: readonly ChapterSection[];
  readonly notes: readonly NoteSection[];
  readonly cards: readonly ShownCard[];
  /** Cards for readers who have taken one thing for another. */
  readonly pairs: readonly Pair[];
  /** The questions of the quiz, then those that follow. */
  readonly questions: readonly QuizItem[];
  /** Kinds of questions about a sentence. */
  readonly kinds: readonly { readonly name: string; readonly concept: string }[];
  /** What the atlas says of heads, for questions about a sentence. */
  readonly heads: readonly KnownHead[];
  readonly items: readonly LearnerItem[];
  /** Title of each concept, by id. */
  readonly titles: Readonly<Record<string, string>>;
}
