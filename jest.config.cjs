/** Unit, property and golden tests; the real programs are in jest.tools.config.cjs. */
const modules = {
  '^altostratus$': '<rootDir>/lib/index.ts',
  '^altostratus/(services|gateway|governance|testing)$': '<rootDir>/lib/$1/index.ts',
};

module.exports = {
  testEnvironment: 'node',
  maxWorkers: '100%',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/tools/', '<rootDir>/test/lab/'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/'],
  moduleNameMapper: modules,
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, sourceMaps: 'inline' }],
  },
};
