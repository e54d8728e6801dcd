/** JVMs that run already: which there are, how the agent comes into one, and its control files from this side. */
package dev.jftrace.record.attach;
