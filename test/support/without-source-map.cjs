// Seven tenths of what cdktf and its providers are is source maps, which every test file would read and parse again.
module.exports = {
  process: (text) => ({ code: text.replace(/\n\/\/# sourceMappingURL=data:[^\n]*\s*$/, '\n') }),
};
