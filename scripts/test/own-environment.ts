// SPDX-License-Identifier: Apache-2.0
// A test sets what it is about. The password, target or run id of whoever runs the tests must not decide one.
for (const name of Object.keys(process.env)) {
  if (name.startsWith('EUCORA_')) delete process.env[name]
}
