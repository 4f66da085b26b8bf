/** A component that most readers never see: fetched when it is first wanted, undefined until it is there. */
export function onDemand<Made>(isWanted: () => boolean, load: () => Promise<{ readonly default: Made }>) {
  let made = $state.raw<Made>();
  $effect(() => {
    if (!made && isWanted()) void load().then((module) => (made = module.default));
  });
  return {
    get made() {
      return made;
    },
  };
}
