package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The example for users of the library compiles and does what it says. */
@Isolated("takes System.out for itself")
class ReadmeExampleTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

  @TempDir private Path folder;

  private static String example(String file) throws IOException {
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(ROOT.resolve(file)))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    assertThat(blocks).as("examples in %s", file).hasSize(1);
    return blocks.getFirst();
  }

  @Test
  void bothLanguagesShowTheSame() throws IOException {
    assertThat(example("README.zh-CN.md")).isEqualTo(example("README.md"));
  }

  @Test
  void compilesAndMeasures() throws Exception {
    Path source = folder.resolve("Example.java");
    Files.writeString(source, example("README.md"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(status).isZero();

    assertThat(said()).matches("\\d+[.,]\\d{2} Gbit/s\\R");
  }

  private String said() throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> example = loader.loadClass("Example");
      Constructor<?> make = example.getDeclaredConstructor();
      make.setAccessible(true);
      Method main = example.getDeclaredMethod("main");
      main.setAccessible(true);
      System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      main.invoke(make.newInstance());
    } finally {
      System.setOut(out);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
