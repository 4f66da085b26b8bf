import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Schedule } from '../../../functions/admission/schedule.ts';

const patience = 512;
const longestTurn = 512;

class Request {
  readonly tokens: number;
  tokensLeft: number;
  /** Tokens that had been read for all when this one had become the earliest. */
  earliestSince = Number.POSITIVE_INFINITY;
  tokensThen = 0;

  constructor(tokens: number) {
    this.tokens = tokens;
    this.tokensLeft = tokens;
  }
}

/** What the queue does with a schedule: one turn after the other, of at most `turn` tokens, and what comes meanwhile. */
class Simulation {
  readonly schedule = new Schedule<Request>(patience);
  read = 0;
  readonly order: Request[] = [];

  add(tokens: number): Request {
    const request = new Request(tokens);
    this.schedule.add(request);
    this.#noteEarliest();
    return request;
  }

  /** A request is given up. */
  drop(index: number): void {
    const { works } = this.schedule;
    if (works.length > 0) this.schedule.remove(works[index % works.length]);
    this.#noteEarliest();
  }

  /** Gives back whose turn it was. */
  turn(tokens: number): Request | undefined {
    const { next } = this.schedule;
    if (next === undefined) return undefined;
    const read = Math.min(tokens, next.tokensLeft);
    this.read += read;
    this.schedule.advance(next, next.tokensLeft - read);
    if (next.tokensLeft === 0) {
      this.order.push(next);
      this.schedule.remove(next);
    }
    this.#noteEarliest();
    return next;
  }

  #noteEarliest(): void {
    const [earliest] = this.schedule.works;
    if (earliest === undefined || earliest.earliestSince <= this.read) return;
    earliest.earliestSince = this.read;
    earliest.tokensThen = earliest.tokensLeft;
  }
}

type Event = ['come', tokens: number] | ['turn', tokens: number] | ['drop', index: number];

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant('come' as const), fc.oneof(fc.nat(60), fc.nat(40_000))) },
  { weight: 8, arbitrary: fc.tuple(fc.constant('turn' as const), fc.integer({ min: 1, max: longestTurn })) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('drop' as const), fc.nat(31)) },
);
const events = fc.array(event, { maxLength: 400 });

function play(simulation: Simulation, [kind, value]: Event): Request | undefined {
  if (kind === 'come') simulation.add(value);
  else if (kind === 'drop') simulation.drop(value);
  else return simulation.turn(value);
  return undefined;
}

describe('Schedule', () => {
  it('gives the turn to whoever has fewest tokens left, the earlier of two with as many', () => {
    const simulation = new Simulation();
    const requests = [300, 20, 40, 20].map((tokens) => simulation.add(tokens));
    for (let i = 0; i < 4; i++) simulation.turn(longestTurn);
    expect(simulation.order).toEqual([1, 3, 2, 0].map((index) => requests[index]));
  });

  it('lets one that comes during a long one go first, between two of its turns', () => {
    const simulation = new Simulation();
    const long = simulation.add(4 * 512);
    simulation.turn(512);
    const short = simulation.add(3);
    expect([simulation.turn(512), simulation.turn(512)]).toEqual([short, long]);
  });

  it('keeps one that has begun before one of the same size: two long ones do not both stand half done', () => {
    const simulation = new Simulation();
    const [first, second] = [simulation.add(2048), simulation.add(2048)];
    const turns = Array.from({ length: 8 }, () => simulation.turn(512));
    expect(turns).toEqual([first, first, first, first, second, second, second, second]);
  });

  it('gives every second token to the earliest while shorter ones keep coming', () => {
    const simulation = new Simulation();
    const long = simulation.add(4096);
    let [own, all] = [0, 0];
    while (long.tokensLeft > 0) {
      simulation.add(64);
      const before = long.tokensLeft;
      simulation.turn(128);
      own += before - long.tokensLeft;
      all = simulation.read;
    }
    expect(own).toBe(4096);
    expect(all).toBeLessThanOrEqual(2 * 4096 + patience + longestTurn);
  });

  it('never has the earliest wait for more than 2 n + patience + the longest turn tokens, whoever comes and goes', () => {
    fc.assert(
      fc.property(events, (sequence) => {
        const simulation = new Simulation();
        for (const step of sequence) {
          play(simulation, step);
          const [earliest] = simulation.schedule.works;
          if (earliest === undefined) continue;
          const waited = simulation.read - earliest.earliestSince;
          expect(waited).toBeLessThan(2 * earliest.tokensThen + patience + longestTurn);
        }
      }),
    );
  });

  it('ends everybody, once nobody new comes, in as many turns as there is work', () => {
    fc.assert(
      fc.property(events, (sequence) => {
        const simulation = new Simulation();
        for (const step of sequence) play(simulation, step);
        const waiting = [...simulation.schedule.works];
        const turns = waiting.reduce((sum, { tokensLeft }) => sum + Math.max(1, Math.ceil(tokensLeft / 512)), 0);
        for (let i = 0; i < turns; i++) expect(simulation.turn(512)).toBeDefined();
        expect(simulation.turn(512)).toBeUndefined();
        expect(simulation.order).toEqual(expect.arrayContaining(waiting));
      }),
    );
  });

  it('has the shortest wait for the turn in progress and less than two of the longest turns, whoever came before', () => {
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: longestTurn }), (sequence, turn) => {
        const simulation = new Simulation();
        for (const step of sequence) play(simulation, step);
        const before = simulation.read;
        const shortest = simulation.add(0);
        let waited = 0;
        while (simulation.schedule.has(shortest)) {
          waited = simulation.read - before;
          simulation.turn(turn);
        }
        expect(waited).toBeLessThan(2 * longestTurn);
      }),
    );
  });
});
