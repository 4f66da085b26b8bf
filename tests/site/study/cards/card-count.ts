import { cardsInOrder } from '../../../../site/study/study.ts';
import { concepts } from '../answer-key/key-texts.ts';

/** How many cards the site's own deck has. */
export const cardCount = cardsInOrder(concepts).length;
