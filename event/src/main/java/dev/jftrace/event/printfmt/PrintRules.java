package dev.jftrace.event.printfmt;

/** Whose reading of a print fmt is followed where they differ. */
public final class PrintRules {
    private enum Reader {
        TRACE_CMD,
        SIGNED,
        KERNEL
    }

    /**
     * libtraceevent's: a number is 64 bits without a sign, whatever the field; parentheses around an operator that
     * binds looser than the one before are lost.
     */
    public static final PrintRules TRACE_CMD = new PrintRules(Reader.TRACE_CMD, true);
    /** As {@link #TRACE_CMD}, but numbers have the signs and the widths that they have in C. */
    public static final PrintRules SIGNED = new PrintRules(Reader.SIGNED, true);
    /** C's for all that is computed, and the kernel's for how addresses look: functions with sizes and modules. */
    public static final PrintRules KERNEL = new PrintRules(Reader.KERNEL, true);

    private final Reader reader;
    private final boolean functions;

    private PrintRules(Reader reader, boolean functions) {
        this.reader = reader;
        this.functions = functions;
    }

    /** The same without the kernel's functions, which libtraceevent knows from its plug-ins. */
    public PrintRules withoutFunctions() {
        return new PrintRules(reader, false);
    }

    boolean hasFunctions() {
        return functions;
    }

    /** Whether more functions are known than the plug-ins bring. */
    boolean hasMoreFunctions() {
        return reader != Reader.TRACE_CMD;
    }

    boolean hasTypes() {
        return reader != Reader.TRACE_CMD;
    }

    boolean keepsParentheses() {
        return reader == Reader.KERNEL;
    }

    boolean hasKernelAddresses() {
        return reader == Reader.KERNEL;
    }
}
