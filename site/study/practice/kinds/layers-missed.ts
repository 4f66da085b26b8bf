import { type Measured, prose } from '../../../figures/marks/prose/prose.ts';
import { type Mistake, numberOptions } from '../options.ts';
import type { QuestionKind } from '../question.ts';
import { withinCount } from '../tolerance.ts';
import { guessSaid, wholeGuess } from '../whole-guess.ts';

/** "One layer's heads are off, each of 12 in turn. How often does *capital* keep half of its probability?" */
export const layersMissed: QuestionKind = {
  name: 'layers-missed',
  concept: 'residual',
  card: 'residual-add',
  needs: 'layers',
  tensors: () => ['hidden_states.0'],
  ask: (sentence) => {
    const { guess } = sentence;
    if (!guess?.layers) return undefined;
    const { token, word, layers } = guess;
    const all = layers.length;
    const counted = (value: number, tensor = String(value)): Measured => ({ value, tensor, format: 'whole' });
    const kept = layers.filter((change) => change >= Math.log(1 / 2)).length;
    const whole = wholeGuess(sentence, token, word);
    const sweep = { ...JSON.parse(whole.request!), over: 'layers', position: token, targets: [word.token] };
    const named = counted(kept, 'sum(exp(log_probability[0]) >= 1 / 2)');
    const right: Measured = { ...named, request: JSON.stringify(sweep) };
    const tolerance = withinCount(right, 1);
    const mistakes: Mistake[] = [
      { number: counted(0), why: 'Then every layer would be one that the guess cannot do without.' },
      { number: counted(all), why: 'Then no layer would matter for it.' },
      { number: counted(all / 2), why: 'Nothing makes half of them needed.' },
      { number: counted(1), why: 'Then one layer alone could be missed. But each only adds to what is there.' },
      { number: counted(3), why: 'That would make most layers needed. What one does not add, others do.' },
    ];
    const options = numberOptions(right, mistakes, tolerance);
    if (!options) return undefined;
    return {
      chapter: 'residual',
      place: { layer: 0, head: 0, token },
      prompt: prose`${guessSaid(sentence, guess)} All heads of one layer are switched off, each of the ${all} layers in turn. In how many of the ${all} cases does ${word.token} keep at least half of that?`,
      from: prose`The residual path leads past every layer, and the other ${all - 1} still look around.`,
      options,
      estimate: { tolerance, unit: `of ${all}` },
      explanation: prose`A layer adds to what is there; where it adds nothing, the token goes on as it was.`,
    };
  },
};
