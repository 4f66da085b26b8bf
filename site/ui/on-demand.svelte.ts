/** A component that most readers never see: loaded when it is first wanted, undefined until it has loaded. */
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
