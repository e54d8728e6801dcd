/** How often each function or event was reached, and through which callers: {@code trace-cmd hist}. */
package dev.jftrace.analysis.hist;
