package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.TracedMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The methods of one class and their names: with parameters only where the class has several of that name. */
final class ClassMethods extends ClassVisitor {
    private final List<String[]> declared = new ArrayList<>();
    private final List<String[]> withCode = new ArrayList<>();
    private final Map<String, Integer> sameName = new HashMap<>();
    private final Map<String, Integer> sameParameters = new HashMap<>();
    private final String className;

    private ClassMethods(String className) {
        super(Opcodes.ASM9);
        this.className = className;
    }

    static ClassMethods read(ClassReader reader) {
        ClassMethods methods = new ClassMethods(FunctionName.ofClass(reader.getClassName()));
        reader.accept(methods, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return methods;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        String[] method = {name, descriptor};
        declared.add(method);
        if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
            withCode.add(method);
        }
        count(sameName, name);
        count(sameParameters, name + FunctionName.parameters(descriptor));
        return null;
    }

    /** Not with a method reference: that would start java.lang.invoke in every traced JVM. */
    private static void count(Map<String, Integer> counts, String name) {
        counts.put(name, counts.getOrDefault(name, 0) + 1);
    }

    /**
     * Those that the filter chooses, by {@link TracedMethod#key}.
     *
     * @param reserveIds gives the first of so many new ids
     */
    Map<String, TracedMethod> chosen(FunctionFilter filter, boolean jdk, IntUnaryOperator reserveIds) {
        List<String[]> chosen = new ArrayList<>();
        for (String[] method : withCode) {
            String plain = plainName(method);
            if (filter.chooses(plain, plain + FunctionName.parameters(method[1]), jdk)) {
                chosen.add(method);
            }
        }
        Map<String, TracedMethod> traced = new LinkedHashMap<>();
        int id = chosen.isEmpty() ? 0 : reserveIds.applyAsInt(chosen.size());
        for (String[] method : chosen) {
            traced.put(
                    TracedMethod.key(method[0], method[1]),
                    new TracedMethod(id++, name(method), className, method[0], method[1]));
        }
        return traced;
    }

    /** What a mistyped filter may have meant. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (String[] method : declared) {
            names.add(plainName(method));
        }
        return names;
    }

    String className() {
        return className;
    }

    private String plainName(String[] method) {
        return className + "." + FunctionName.word(method[0]);
    }

    private String name(String[] method) {
        if (sameName.get(method[0]) == 1) {
            return plainName(method);
        }
        String parameters = FunctionName.parameters(method[1]);
        String name = plainName(method) + parameters;
        return sameParameters.get(method[0] + parameters) == 1 ? name : name + ":" + FunctionName.returnType(method[1]);
    }
}
