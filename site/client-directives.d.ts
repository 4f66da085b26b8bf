declare module 'astro' {
  interface AstroClientDirectives {
    'client:shown'?: boolean;
    'client:touched'?: boolean;
  }
}

export {};
