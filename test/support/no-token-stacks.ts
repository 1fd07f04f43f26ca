// More than half of a test run is stack traces that cdktf keeps for every token and nobody reads.
import { muteTokenStacks } from '../../constructs/terraform/synth-speed';

muteTokenStacks();
