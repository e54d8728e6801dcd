/** The text of {@code trace-cmd report}. {@link dev.jftrace.analysis.report.Report} makes the line. */
package dev.jftrace.analysis.report;
