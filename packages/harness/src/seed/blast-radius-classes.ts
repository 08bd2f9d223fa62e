// SPDX-License-Identifier: Apache-2.0
import type { SeedRow } from './row.ts'

/** As migration evidence_store/0006 seeds them, with fixed dates. */
export const blastRadiusClasses: readonly SeedRow[] = [
  {
    model: 'evidence_store.blastradiusclass',
    pk: 1,
    fields: {
      name: 'CRITICAL_INFRASTRUCTURE',
      description:
        "Security tools, OS components, identity/authentication systems, PKI infrastructure. Failure impacts entire organization's security posture or operational capability.",
      user_impact_max: 999999,
      business_criticality: 'HIGH',
      cab_quorum_required: 3,
      auto_approve_allowed: false,
      example_applications: [
        'Windows Security Updates',
        'Antivirus Engine Updates',
        'VPN Client',
        'Certificate Authority Tools',
        'Active Directory Management Tools',
        'MFA/Authentication Tools',
        'Endpoint Security Agents',
        'Firewall/Network Security Tools',
      ],
      created_at: '2025-06-02T08:00:00Z',
      updated_at: '2025-06-02T08:00:00Z',
    },
  },
  {
    model: 'evidence_store.blastradiusclass',
    pk: 2,
    fields: {
      name: 'BUSINESS_CRITICAL',
      description:
        'ERP systems, financial applications, customer-facing services, revenue-generating platforms. Failure causes significant business disruption, revenue loss, or compliance violations.',
      user_impact_max: 50000,
      business_criticality: 'HIGH',
      cab_quorum_required: 2,
      auto_approve_allowed: true,
      example_applications: [
        'SAP ERP',
        'Salesforce Desktop Client',
        'Oracle Financials',
        'Trading Platform Software',
        'Billing System Clients',
        'Customer Portal Applications',
        'Payroll Processing Software',
      ],
      created_at: '2025-06-02T08:00:00Z',
      updated_at: '2025-06-02T08:00:00Z',
    },
  },
  {
    model: 'evidence_store.blastradiusclass',
    pk: 3,
    fields: {
      name: 'PRODUCTIVITY_TOOLS',
      description:
        'Office productivity suites, collaboration tools, development environments. Failure impacts user productivity but not critical business functions.',
      user_impact_max: 10000,
      business_criticality: 'MEDIUM',
      cab_quorum_required: 1,
      auto_approve_allowed: true,
      example_applications: [
        'Microsoft Office 365 Apps',
        'Slack Desktop',
        'Zoom Client',
        'Microsoft Teams',
        'Adobe Acrobat Reader',
        'Visual Studio Code',
        'Google Chrome',
        'Mozilla Firefox',
      ],
      created_at: '2025-06-02T08:00:00Z',
      updated_at: '2025-06-02T08:00:00Z',
    },
  },
  {
    model: 'evidence_store.blastradiusclass',
    pk: 4,
    fields: {
      name: 'NON_CRITICAL',
      description:
        'Optional utilities, personal productivity tools, non-essential software. Failure has minimal business impact.',
      user_impact_max: 1000,
      business_criticality: 'LOW',
      cab_quorum_required: 1,
      auto_approve_allowed: true,
      example_applications: [
        'Screen Recording Utilities',
        'PDF Converters',
        'Image Viewers',
        'Notepad Alternatives',
        'Calculator Apps',
        'Wallpaper/Theme Utilities',
        'Personal Productivity Apps',
      ],
      created_at: '2025-06-02T08:00:00Z',
      updated_at: '2025-06-02T08:00:00Z',
    },
  },
]
