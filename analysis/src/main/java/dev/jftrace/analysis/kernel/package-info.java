/**
 * What the kernel's own file {@code trace} would show: {@link dev.jftrace.analysis.kernel.KernelReport} makes the
 * lines, {@link dev.jftrace.analysis.kernel.KernelEventText} the text of an event.
 */
package dev.jftrace.analysis.kernel;
