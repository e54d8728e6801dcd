/**
 * The control files of a traced JVM, as tracefs has them for the kernel, and the socket or FIFO on which they are served. All of it runs
 * on one thread, whose own calls are never recorded.
 */
package dev.jftrace.agent.control;
