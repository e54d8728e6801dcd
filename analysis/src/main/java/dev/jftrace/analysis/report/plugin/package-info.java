/**
 * What is known of some events beyond their print fmts, a class for each. {@link
 * dev.jftrace.analysis.report.plugin.Plugins} has the list.
 */
package dev.jftrace.analysis.report.plugin;
