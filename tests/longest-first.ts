import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes a minute or more, longest first: begun last, it would run alone when all else is done. */
const longest = ['long-text', 'playground', 'chapters', 'refusals', 'page', 'reread', 'memory', 'blocked-storage'];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((name) => moduleId.includes(`/${name}.b`));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
