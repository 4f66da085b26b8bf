/** The parts of the site, as the header names them: address and name. */
export const headerSections = [
  ['/chapters', 'Chapters'],
  ['/map', 'Map'],
  ['/heads', 'Heads'],
  ['/playground', 'Playground'],
  ['/study', 'Study'],
  ['/notes', 'Notes'],
  ['/quiz', 'Quiz'],
  ['/cards', 'Cards'],
  ['/practice', 'Practice'],
  ['/podcast', 'Podcast'],
  ['/api', 'API'],
] as const;

/** All of them, with those to which only the footer leads. */
export const sections = [
  ...headerSections,
  ['/glossary', 'Glossary'],
  ['/search', 'Search'],
  ['/progress', 'Your progress'],
  ['/docs', 'API reference'],
] as const;
