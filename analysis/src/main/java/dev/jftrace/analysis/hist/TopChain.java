package dev.jftrace.analysis.hist;

/**
 * What was reached, of one task or of all, and how.
 *
 * @param event whether this is an event, or a function whose stack was recorded, and not only a call
 */
record TopChain(int pid, boolean event, CallChain chain) {
    long count() {
        return chain.count();
    }
}
