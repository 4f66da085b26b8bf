import type { MaskCandidate } from '../../../../shared/model/fill-mask.ts';
import { headMaskOfFirst, settings } from '../../../../site/figures/attention-off/attention-off.ts';
import { blankSentences } from '../../../../site/figures/attention-off/sentences.ts';
import { presetFillMask } from '../../../../site/first-paint/preset-trace.ts';
import { type Claim, fact, number } from './claims.ts';

/** What stands in a blank, best first, by the number of layers that have their attention. */
async function dialled(text: string): Promise<(readonly MaskCandidate[])[]> {
  return Promise.all(
    settings.map(async (on) => {
      const [mask] = await presetFillMask({ text, pair: '' }, 5, { headMask: headMaskOfFirst(on) });
      return mask!.candidates;
    }),
  );
}

/** Of the chapter that switches attention off. */
export async function claimsOfAttentionOff(): Promise<Claim[]> {
  const [paris, food, robin] = await Promise.all(blankSentences.map(({ text }) => dialled(text)));
  const first = (columns: (readonly MaskCandidate[])[], on: number) => columns[on]![0]!.token;
  const of = (columns: (readonly MaskCandidate[])[], on: number, token: string) =>
    columns[on]!.find((one) => one.token === token)?.probability ?? Number.NaN;
  const leads = (columns: (readonly MaskCandidate[])[], token: string, from: number, to: number) =>
    settings.every((on) => (first(columns, on) === token) === (on >= from && on <= to));
  const order = (columns: (readonly MaskCandidate[])[], on: number) => columns[on]!.map(({ token }) => token);
  return [
    fact('the very same list', JSON.stringify(paris![0]) === JSON.stringify(food![0]), [paris![0], food![0]]),
    fact('"." 0.061, "the" 0.049, "and" 0.047', order(paris!, 0).slice(0, 3).join(' ') === '. the and', paris![0]),
    number('"." 0.061', of(paris!, 0, '.')),
    number('"the" 0.049', of(paris!, 0, 'the')),
    number('"and" 0.047', of(paris!, 0, 'and')),
    fact('"and" 0.059, "." 0.054', order(robin!, 0).slice(0, 2).join(' ') === 'and .', robin![0]),
    number('"and" 0.059', of(robin!, 0, 'and')),
    number('"." 0.054', of(robin!, 0, '.')),
    fact('With three layers, *story* is first', first(paris!, 3) === 'story', paris![3]),
    number('with 0.040', of(paris!, 3, 'story')),
    number('*envy* has 0.118', of(paris!, 6, 'envy')),
    number('*capital* 0.106', of(paris!, 6, 'capital')),
    fact('From the seventh layer on *capital* leads', leads(paris!, 'capital', 7, 12), paris),
    number('0.872 with nine layers', of(paris!, 9, 'capital')),
    number('0.996 with all twelve', of(paris!, 12, 'capital')),
    fact('*very* leads from the third layer to the eleventh', leads(food!, 'very', 3, 11), food),
    number('Only with the twelfth is *not* first, with 0.456', of(food!, 12, 'not')),
    fact('*robin*, with 0.590, then *bird*', order(robin!, 12).slice(0, 2).join(' ') === 'robin bird', robin![12]),
    number('with 0.590', of(robin!, 12, 'robin')),
    number('with 0.772', of(paris!, 1, "'")),
  ];
}
