import { type Contradiction, denied } from './contradiction.ts';

/** What is said wrongly of what attention explains, and of what papers found. */
export const evidenceContradictions: readonly Contradiction[] = [
  {
    wrong:
      /(attention|weights?)( weights?)? (is|are|shows?|means?|equals?|measures?) [^.]*\b(importance|important|an? explanation|the reasons?)\b/i,
    unless: denied,
    instead: 'a large weight is not by itself an explanation',
    bad: 'Attention weights show how important each word is.',
    good: 'A large attention weight is not by itself an explanation.',
  },
  {
    wrong: /\[?CLS\]?`?[^.]*\b(summari[sz]es?|summary|stands for the (whole )?sentence)/i,
    unless: denied,
    instead: '[CLS] is a weak sentence vector without training for it',
    bad: '`[CLS]` summarises the sentence.',
    good: '`[CLS]` is not a summary of the sentence.',
  },
  {
    wrong:
      /\b((better|more often right|right more often) than|beats?|outperforms?) (any|every|all)( \w+)? (rules?|baselines?)\b/i,
    unless: /\b(of distance|offset|52|69)\b/i,
    instead: 'the heads were better than fixed offsets; for coreference a system of rules is better than the head',
    bad: 'Such a head is right more often than any simple rule.',
    good: 'Such a head is better than any fixed rule of distance.',
  },
  {
    wrong: /\b94\.1\b/,
    unless: /\bnotebook\b/i,
    instead: 'table 1 of the paper prints 82.5 for auxpass; 94.1 is from the notebook of its authors',
    bad: 'The paper found the head right in 94.1 %.',
    good: "The authors' notebook has 94.1 %.",
  },
  {
    wrong: /\b(both|jain|wiegreffe|two papers|studies)\b[^.]*\b(recurrent|RNNs?|LSTMs?)\b/i,
    unless: /\b(mainly|mostly|among)\b/i,
    instead: 'the first of them also studied a plain average of embeddings',
    bad: 'Both studied recurrent networks.',
    good: 'Both studied mainly recurrent networks, and no Transformer.',
  },
  {
    wrong:
      /\bheads?\b[^.]*\b(removed|pruned|taken away|knocked out)\b[^.]*\b(since|because|as) (the )?(others?|residual)\b/i,
    unless: /\b(perhaps|may|might|reading|guess)\b/i,
    instead: 'why heads can be removed is not a finding of the paper',
    bad: 'Heads were pruned at no cost, because others do similar work.',
    good: 'Many heads could be removed, perhaps because others do similar work.',
  },
  {
    wrong: /\b(heads?|many|most)\b[^.]*\bcan be removed\b/i,
    unless: /\b(one task|fine-tuned|trained for|after training for)\b/i,
    instead: 'heads were removed from models trained for one task',
    bad: 'Most heads can be removed without loss.',
    good: 'From a model trained for one task most heads can be removed.',
  },
  {
    wrong:
      /\bwhether (a|the) relation (matters?|counts?|is (needed|important))\b|\b(remove|take away|knock out) (a|the) relation\b|\b(nothing|no) changes?\b[^.]*\b(does not matter|is unimportant|is not needed|has no role|plays no role)\b/i,
    unless: /\b(prove|proves|proof)\b/i,
    instead:
      'a knock-out takes all of a head away, and others may step in: no change does not prove that it plays no role',
    bad: 'To learn whether a relation matters, take it away and see what changes.',
    good: 'Take the head away; that nothing changes does not prove that it plays no role.',
  },
];
