import eslint from "@eslint/js";
import importX from "eslint-plugin-import-x";
import { createNodeResolver } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** One-way dependencies between the folders; docs/architecture.md says why. */
const zones = [
  {
    target: "./emulator",
    from: "./providers",
    message: "The embedded tenant must not learn from the product.",
  },
  {
    target: "./providers",
    from: "./emulator",
    message: "The product must not learn from the embedded tenant.",
  },
  { target: "./providers", from: ["./cli", "./stacks", "./examples", "./test"] },
  { target: "./emulator", from: ["./cli", "./stacks", "./examples", "./test"] },
  {
    target: "./providers/connection",
    from: [
      "./providers/exchange",
      "./providers/graph",
      "./providers/access",
      "./providers/resources",
      "./providers/dynamic",
    ],
  },
  {
    target: "./providers/exchange",
    from: ["./providers/resources", "./providers/dynamic", "./providers/graph"],
  },
  {
    target: "./providers/access",
    from: ["./providers/resources", "./providers/dynamic", "./providers/graph"],
  },
  {
    target: "./providers/graph",
    from: ["./providers/resources", "./providers/dynamic", "./providers/exchange"],
  },
  {
    target: ["./stacks", "./examples"],
    from: ["./providers", "./emulator"],
    message: "Import the package by its name, as a user does.",
  },
];

export default tseslint.config(
  { ignores: ["dist", ".cache", "node_modules", ".tenant"] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ["**/*.ts"] })),
  {
    files: ["**/*.ts"],
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js", ".json"] })] },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-cycle": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ["**/*.mjs", "**/*.cjs", "**/*.js"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        Buffer: "readonly",
        fetch: "readonly",
      },
    },
  },
);
