package dev.jftrace.agent.hook;

import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.NoSuchElementException;
import jdk.internal.access.SharedSecrets;
import jdk.internal.foreign.abi.ABIDescriptor;
import jdk.internal.foreign.abi.NativeEntryPoint;
import jdk.internal.foreign.abi.VMStorage;
import jdk.internal.foreign.abi.x64.X86_64Architecture;

/**
 * Reads the time-stamp counter of an x86-64 processor through ten bytes of machine code, at a third of what System.nanoTime costs.
 * Needs JDK 22 or newer: nothing but {@link TraceClock} names this class, and only there.
 *
 * <p>The calls are made through the linker's own classes: its public door asks for native access, which the boot loader's classes
 * can get only together with the whole class path, and that would keep warnings of the JDK from the program.
 */
final class Tsc {
    /** rdtsc; shl rdx, 32; or rax, rdx; ret. */
    private static final byte[] CODE = {
        0x0f, 0x31, 0x48, (byte) 0xc1, (byte) 0xe2, 0x20, 0x48, 0x09, (byte) 0xd0, (byte) 0xc3
    };

    private static final int STACK_ALIGNMENT = 16;
    private static final long PAGE = 4096;
    private static final long PROT_READ = 1;
    private static final long PROT_WRITE = 2;
    private static final long PROT_EXEC = 4;
    private static final long MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final long NO_FILE = -1;
    private static final long MAP_FAILED = -1;

    /** Where C takes its first arguments. */
    private static final VMStorage[] ARGUMENTS = {
        X86_64Architecture.Regs.rdi,
        X86_64Architecture.Regs.rsi,
        X86_64Architecture.Regs.rdx,
        X86_64Architecture.Regs.rcx,
        X86_64Architecture.Regs.r8,
        X86_64Architecture.Regs.r9
    };

    private static final MethodHandle RDTSC;
    private static final long ADDRESS;

    static {
        try {
            ADDRESS = code();
            RDTSC = nakedCall();
        } catch (Throwable e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Tsc() {}

    static long read() {
        try {
            return (long) RDTSC.invokeExact(ADDRESS);
        } catch (Throwable e) {
            throw Tsc.<Error>asIs(e);
        }
    }

    /** The code throws nothing; what can come is a StackOverflowError, which must stay what it is. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asIs(Throwable e) throws E {
        throw (E) e;
    }

    /** Memory is never writable and executable at once. */
    private static long code() throws Throwable {
        SymbolLookup libc = Linker.nativeLinker().defaultLookup();
        MethodHandle call = nakedCall(ARGUMENTS);
        long page = (long) call.invokeExact(
                find(libc, "mmap"), 0L, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE_ANONYMOUS, NO_FILE, 0L);
        if (page == MAP_FAILED) {
            throw new UnsupportedOperationException("no memory for the code that reads the TSC");
        }
        for (int i = 0; i < CODE.length; i++) {
            Hook.UNSAFE.putByte(page + i, CODE[i]);
        }
        // What is passed behind the arguments that it takes does not matter to it.
        if ((int) (long) call.invokeExact(find(libc, "mprotect"), page, PAGE, PROT_READ | PROT_EXEC, 0L, 0L, 0L) != 0) {
            throw new UnsupportedOperationException("no leave to run the code that reads the TSC");
        }
        return page;
    }

    private static long find(SymbolLookup libc, String name) {
        return libc.find(name).orElseThrow(NoSuchElementException::new).address();
    }

    /**
     * The naked call of code that takes longs and leaves one in rax. What the linker puts around it is Java code of java.util, which may
     * be traced and would lead back here; and for mmap, which is called once, to make that code takes 40 ms.
     */
    private static MethodHandle nakedCall(VMStorage... arguments) {
        VMStorage[] none = {};
        ABIDescriptor registers = X86_64Architecture.abiFor(
                arguments,
                none,
                new VMStorage[] {X86_64Architecture.Regs.rax, X86_64Architecture.Regs.rdx},
                none,
                0,
                new VMStorage[] {X86_64Architecture.Regs.r10, X86_64Architecture.Regs.r11},
                none,
                STACK_ALIGNMENT,
                0,
                X86_64Architecture.Regs.r10,
                X86_64Architecture.Regs.r11);
        VMStorage[] moved = new VMStorage[arguments.length + 1];
        moved[0] = registers.targetAddrStorage();
        System.arraycopy(arguments, 0, moved, 1, arguments.length);
        Class<?>[] longs = new Class<?>[moved.length];
        Arrays.fill(longs, long.class);
        NativeEntryPoint entry = NativeEntryPoint.make(
                registers,
                moved,
                new VMStorage[] {X86_64Architecture.Regs.rax},
                MethodType.methodType(long.class, longs),
                false,
                0,
                false,
                false);
        return SharedSecrets.getJavaLangInvokeAccess().nativeMethodHandle(entry);
    }
}
