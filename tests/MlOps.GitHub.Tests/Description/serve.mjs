// prism, which ends when whoever started it does: its standard input is closed then. Takes prism's own arguments.
process.stdin.on('end', () => process.exit()).resume();
await import('@stoplight/prism-cli/dist/index.js');
