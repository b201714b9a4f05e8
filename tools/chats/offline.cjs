// Loaded before The Lounge. It asks the internet for its changelog and for newer packages at start, and ends with an
// uncaught error when there is no network. Nothing here may need one, so both questions get an empty answer.
const Module = require('node:module');

const load = Module._load;
Module._load = function (request, ...rest) {
  if (request.endsWith('plugins/changelog')) {
    return { __esModule: true, default: { isUpdateAvailable: false, fetch: async () => ({ current: {} }), checkForUpdates() {} } };
  }
  const loaded = load.call(this, request, ...rest);
  if (request.endsWith('plugins/packages/index') && loaded.default) loaded.default.outdated = async () => false;
  return loaded;
};
