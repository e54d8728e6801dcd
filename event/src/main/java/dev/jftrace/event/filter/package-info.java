/**
 * Filters of events in trace-cmd's language: {@code sched_switch, sched_wakeup.* : next_prio < 100 || prio < 100}.
 * {@link dev.jftrace.event.filter.EventFilter} is one, {@link dev.jftrace.event.filter.EventFilters} all of a trace.
 */
package dev.jftrace.event.filter;
