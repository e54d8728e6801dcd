package dev.jftrace.analysis.report.plugin;

/** Why a guest was left, by the numbers of the two kinds of x86 processors. */
final class KvmExitReasons {
    private static final String[] VMX =
            ("EXCEPTION_NMI EXTERNAL_INTERRUPT TRIPLE_FAULT - - - - PENDING_INTERRUPT NMI_WINDOW"
                            + " TASK_SWITCH CPUID - HLT INVD INVLPG RDPMC RDTSC - VMCALL VMCLEAR VMLAUNCH VMPTRLD VMPTRST VMREAD"
                            + " VMRESUME VMWRITE VMOFF VMON CR_ACCESS DR_ACCESS IO_INSTRUCTION MSR_READ MSR_WRITE - - -"
                            + " MWAIT_INSTRUCTION - - MONITOR_INSTRUCTION PAUSE_INSTRUCTION MCE_DURING_VMENTRY -"
                            + " TPR_BELOW_THRESHOLD APIC_ACCESS EOI_INDUCED - - EPT_VIOLATION EPT_MISCONFIG INVEPT -"
                            + " PREEMPTION_TIMER - WBINVD XSETBV APIC_WRITE - INVPCID - - - PML_FULL XSAVES XRSTORS")
                    .split(" ");

    /** From 0x60 on. */
    private static final String[] SVM = ("INTR NMI SMI INIT VINTR CR0_SEL_WRITE IDTR_READ GDTR_READ LDTR_READ TR_READ"
                    + " IDTR_WRITE GDTR_WRITE LDTR_WRITE TR_WRITE RDTSC RDPMC PUSHF POPF CPUID RSM IRET SWINT INVD PAUSE"
                    + " HLT INVLPG INVLPGA IOIO MSR TASK_SWITCH FERR_FREEZE SHUTDOWN VMRUN VMMCALL VMLOAD VMSAVE STGI"
                    + " CLGI SKINIT RDTSCP ICEBP WBINVD MONITOR MWAIT MWAIT_COND XSETBV")
            .split(" ");

    /** From 0x40 on. */
    private static final String[] SVM_EXCEPTIONS =
            "DE DB - BP OF BR UD NM DF - TS NP SS GP PF - MF AC MC XF".split(" ");

    private static final int SVM_FIRST_EXCEPTION = 0x40;
    private static final int SVM_FIRST = 0x60;
    private static final int INTEL = 1;
    private static final int AMD = 2;
    private static final String MISSING = "-";

    private KvmExitReasons() {}

    /** @return null for a number without a name */
    static String nameOf(long isa, int reason) {
        if (isa == INTEL) {
            return at(VMX, reason, "");
        }
        return isa == AMD ? svm(reason) : "UNKNOWN-ISA";
    }

    private static String svm(int reason) {
        switch (reason) {
            case -1:
                return "EXIT_ERR";
            case 0x400:
                return "EXIT_NPF";
            case 0x401:
                return "EXIT_AVIC_INCOMPLETE_IPI";
            case 0x402:
                return "EXIT_AVIC_UNACCELERATED_ACCESS";
            default:
                break;
        }
        if (reason >= SVM_FIRST) {
            return at(SVM, reason - SVM_FIRST, "EXIT_");
        }
        return reason >= SVM_FIRST_EXCEPTION ? exception(reason - SVM_FIRST_EXCEPTION) : register(reason);
    }

    private static String exception(int number) {
        return at(SVM_EXCEPTIONS, number, "EXIT_EXCP_");
    }

    /** Control registers 0, 3, 4 and 8, debug registers 0 to 7; from the 16th number of each on it is a write. */
    private static String register(int reason) {
        int number = reason & 0xf;
        String way = (reason & 0x10) == 0 ? "EXIT_READ_" : "EXIT_WRITE_";
        if (reason < 0) {
            return null;
        }
        if (reason < 0x20) {
            return number == 0 || number == 3 || number == 4 || number == 8 ? way + "CR" + number : null;
        }
        return number < 8 ? way + "DR" + number : null;
    }

    private static String at(String[] names, int index, String prefix) {
        boolean known = index >= 0 && index < names.length && !names[index].equals(MISSING);
        return known ? prefix + names[index] : null;
    }
}
