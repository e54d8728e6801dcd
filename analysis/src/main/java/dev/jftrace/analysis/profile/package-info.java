/** What each task spent its time on: {@code trace-cmd report --profile}. */
package dev.jftrace.analysis.profile;
