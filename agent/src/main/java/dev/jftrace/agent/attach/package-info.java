/** What a JVM loads first that is attached to: a jar of its own, which brings the agent in without leaving a file open. */
package dev.jftrace.agent.attach;
