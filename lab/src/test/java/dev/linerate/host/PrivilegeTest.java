package dev.linerate.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrivilegeTest {
  @Test
  void rootOfTheMachineHasTheWholeMap() {
    assertThat(Privilege.of(0, "         0          0 4294967295\n")).isEqualTo(Privilege.ROOT);
  }

  @Test
  void rootOfAUserNamespaceHasOneUser() {
    assertThat(Privilege.of(0, "         0       1000          1\n"))
        .isEqualTo(Privilege.NAMESPACE_ROOT);
  }

  @Test
  void anyOtherUserIsAUser() {
    assertThat(Privilege.of(1000, "         0          0 4294967295\n")).isEqualTo(Privilege.USER);
  }
}
