package dev.jftrace.event.printfmt;

/** Whose reading of a print fmt is followed where they differ. */
public enum PrintRules {
    /**
     * libtraceevent's: a number is 64 bits without a sign, whatever the field; parentheses around an operator that
     * binds looser than the one before are lost.
     */
    TRACE_CMD,
    /** As {@link #TRACE_CMD}, but numbers have the signs and the widths that they have in C. */
    SIGNED,
    /** C's for all that is computed, and the kernel's for how addresses look: functions with sizes and modules. */
    KERNEL;

    boolean hasTypes() {
        return this != TRACE_CMD;
    }

    boolean keepsParentheses() {
        return this == KERNEL;
    }
}
