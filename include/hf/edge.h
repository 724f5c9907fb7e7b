/* edge: the doors through which people and programs reach the verbs. So far: the command line.
 *
 * All that help, completion, manual and docs/cli.md say about verbs is read from the verb table of hf/app.h.
 */
#ifndef HF_EDGE_H
#define HF_EDGE_H

/* One whole call, as main() gets it: reads options and environment, runs the verb, prints the answer once, and returns the exit status
 * of the contract (0..6). Expects descriptors 0, 1 and 2 to be open and SIGPIPE to be ignored. argv is borrowed. */
int hf_cli_main(int argc, char **argv);

#endif
