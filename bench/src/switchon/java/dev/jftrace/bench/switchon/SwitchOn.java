package dev.jftrace.bench.switchon;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads so many classes of ten methods each (1.2 KB), makes a file {@code ready} and lives until there is a file {@code go}; meanwhile it calls
 * some of them. Arguments: number of classes, the files' folder.
 */
public final class SwitchOn {
    private static final int METHODS = 10;
    private static final int STEPS = 10;
    private static final int CALLED = 100;
    private static final int VERSION = 61;
    private static final MethodTypeDesc METHOD = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int);

    private SwitchOn() {}

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        int classes = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        Runnable[] called = new Runnable[CALLED];
        for (int i = 0; i < classes; i++) {
            Class<?> generated = MethodHandles.lookup().defineClass(generate(i));
            Object instance = generated.getDeclaredConstructor().newInstance();
            called[i % CALLED] = (Runnable) instance;
        }
        Files.createFile(folder.resolve("ready"));
        while (!Files.exists(folder.resolve("go"))) {
            for (Runnable each : called) {
                each.run();
            }
            Thread.yield();
        }
    }

    private static byte[] generate(int number) {
        ClassDesc name = ClassDesc.of("dev.jftrace.bench.switchon.Generated" + number);
        return ClassFile.of().build(name, type -> {
            type.withVersion(VERSION, 0);
            type.withFlags(ClassFile.ACC_PUBLIC);
            type.withInterfaceSymbols(ClassDesc.of("java.lang.Runnable"));
            type.withMethodBody(
                    ConstantDescs.INIT_NAME,
                    ConstantDescs.MTD_void,
                    ClassFile.ACC_PUBLIC,
                    code -> code.aload(0)
                            .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_());
            type.withMethodBody(
                    "run",
                    ConstantDescs.MTD_void,
                    ClassFile.ACC_PUBLIC,
                    code -> code.aload(0)
                            .loadConstant(number)
                            .invokevirtual(name, "method1", METHOD)
                            .pop()
                            .return_());
            for (int method = 1; method < METHODS; method++) {
                int of = method;
                type.withMethodBody("method" + of, METHOD, ClassFile.ACC_PUBLIC, code -> body(code, name, of));
            }
        });
    }

    /** Some arithmetic, and in the first method a call of the second. */
    private static void body(CodeBuilder code, ClassDesc name, int method) {
        code.iload(1);
        for (int step = 0; step < STEPS; step++) {
            code.loadConstant(method * 31 + step).iadd().loadConstant(step + 3).ixor();
        }
        if (method == 1) {
            code.istore(1).aload(0).iload(1).invokevirtual(name, "method2", METHOD);
        }
        code.ireturn();
    }
}
