/** What differs between whoever uses Stowage as a package and its own repository. */
interface WorkflowOptions {
  /** How the program is called. */
  readonly stowage: string;
  /** How an app is synthesized. */
  readonly synth: string;
}

/** Each by its commit, which nobody can move, as a tag can be. Versions of 2024-11. */
const ACTIONS = {
  checkout: 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2',
  setupNode: 'actions/setup-node@39370e3970a6d050c480ffad4ff0ed4d3fdee5af # v4.1.0',
  upload: 'actions/upload-artifact@b4b15b8c7c6ac21ea08fcf65892d2ee8f75cf882 # v4.4.3',
  download: 'actions/download-artifact@fa0a91b85d4f404e444e00e005971372dc801d16 # v4.1.8',
  setupTerraform: 'hashicorp/setup-terraform@b9cd54a3c349d3f38e8881555d616ced269862dd # v3.1.2',
  credentials: 'aws-actions/configure-aws-credentials@e3dd6a429d7300a6a4c196c26e071d42e0343502 # v4.0.2',
} as const;

const NODE = `      - uses: ${ACTIONS.setupNode}
        with: { node-version: 20, cache: npm }
      - run: npm ci --ignore-scripts`;

/**
 * A workflow of GitHub Actions that previews a pull request. Code of the pull request runs only where there are no credentials; what has them runs the code
 * of the base branch, on what the other job synthesized. https://docs.github.com/actions/reference/security/secure-use (2026-11)
 */
export function planPreviewWorkflow({ stowage, synth }: WorkflowOptions): string {
  return `# What a pull request does to the platform, as one comment. Set the variable PLAN_ROLE_ARN to a role that may read, and
# trusts this repository by OIDC: the output planRoleArn of stack account, where accountSettings.ci says plan: ['pull_request'].
# Without it, and for forks, there is the difference of the code alone.
name: plan preview
on: pull_request
permissions: {}
concurrency:
  group: plan-preview-\${{ github.event.pull_request.number }}
  cancel-in-progress: true

jobs:
  # Runs what the pull request says, so it has no credentials.
  synth:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: ${ACTIONS.checkout}
        with: { ref: "\${{ github.event.pull_request.base.sha }}", path: base, persist-credentials: false }
      - uses: ${ACTIONS.checkout}
        with: { path: head, persist-credentials: false }
      - uses: ${ACTIONS.setupNode}
        with: { node-version: 20 }
      - name: synthesize both
        run: |
          for side in base head; do (cd $side && npm ci --ignore-scripts && ${synth}); done
      - name: difference of the code
        working-directory: head
        run: |
          code=0
          ${stowage} preview --base ../base/cdktf.out --format markdown --out code.md || code=$?
          cat code.md >> "$GITHUB_STEP_SUMMARY"
          case $code in 0 | 2) ;; *) exit $code ;; esac
      - uses: ${ACTIONS.upload}
        with: { name: cdktf-out, path: head/cdktf.out, include-hidden-files: false }

  # Has credentials, so it runs what the base branch says.
  plan:
    needs: synth
    if: vars.PLAN_ROLE_ARN != '' && github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    permissions: { contents: read, id-token: write, pull-requests: write }
    outputs:
      risk: \${{ steps.preview.outputs.risk }}
    steps:
      - uses: ${ACTIONS.checkout}
        with: { ref: "\${{ github.event.pull_request.base.sha }}", persist-credentials: false }
${NODE}
      - uses: ${ACTIONS.download}
        with: { name: cdktf-out, path: cdktf.out }
      - name: no foreign code
        run: ${stowage} code check --allow-provider kreuzwerker/docker
      - uses: ${ACTIONS.setupTerraform}
        with: { terraform_wrapper: false }
      - uses: ${ACTIONS.credentials}
        with: { role-to-assume: "\${{ vars.PLAN_ROLE_ARN }}", aws-region: "\${{ vars.AWS_REGION }}" }
      - name: preview
        id: preview
        env:
          GITHUB_TOKEN: \${{ github.token }}
        run: |
          code=0
          ${stowage} preview --out preview.md --out preview.json --out preview.sarif --out preview.html --fail-on data-loss,lockout --post github || code=$?
          if [ -f preview.md ]; then cat preview.md >> "$GITHUB_STEP_SUMMARY"; fi
          if [ -f preview.json ]; then jq -r '"risk=\\(.verdict.worst // "none")"' preview.json >> "$GITHUB_OUTPUT"; fi
          case $code in 0 | 2) ;; *) exit $code ;; esac
      - uses: ${ACTIONS.upload}
        if: always()
        with: { name: plan-preview, path: "preview.*" }
`;
}
