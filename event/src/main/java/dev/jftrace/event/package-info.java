/**
 * How events are decoded. {@link dev.jftrace.event.EventCatalog} knows a trace's formats, {@link
 * dev.jftrace.event.EventStream} merges what {@link dev.jftrace.event.CpuCursor cursors} bring, and a {@link
 * dev.jftrace.event.TraceEvent} reads fields.
 */
package dev.jftrace.event;
