export { launchBrowser } from '../../tools/bench-site/launch-browser.ts';
