declare module 'astro' {
  interface AstroClientDirectives {
    'client:shown'?: boolean;
  }
}

export {};
